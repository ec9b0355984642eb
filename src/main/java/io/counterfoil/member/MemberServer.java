package io.counterfoil.member;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.counterfoil.kernel.mirror.AddCheckpoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/// A member's HTTP listener.
final class MemberServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MemberServer.class);

    /// Each may hold one package of 16 MB before it is proven; the log needs one.
    private static final int UPLOADS_MAX = 4;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BACKLOG = 128;

    /// What is being answered may finish before the listener ends.
    private static final int CLOSE_SECONDS = 1;

    private static final int BAD_REQUEST = 400;
    private static final int NO_SUCH_METHOD = 405;
    private static final int UNSUPPORTED = 415;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;

    private static final String ADD_CHECKPOINT = "/add-checkpoint";
    private static final String ADD_ENTRIES = "/add-entries";
    private static final String UPLOAD_TYPE = "application/octet-stream";

    private final Monitoring monitoring;
    private final Submissions submissions;
    private final Map<String, HttpHandler> services;
    private final Duration uploadPatience;
    private final Semaphore uploads = new Semaphore(UPLOADS_MAX);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    static {
        limit("sun.net.httpserver.nodelay", "true");
        limit("sun.net.httpserver.idleInterval", "60");
        limit("sun.net.httpserver.maxReqTime", "60");
        limit("sun.net.httpserver.maxRspTime", "60");
        limit("sun.net.httpserver.maxReqHeaders", "64");
        limit("sun.net.httpserver.maxReqHeaderSize", "32768");
        limit("jdk.httpserver.maxConnections", "1024");
    }

    /// The JDK reads these once, when the first listener of the process is made.
    private static void limit(String property, String value) {
        System.setProperty(property, System.getProperty(property, value));
    }

    /// Listens on an address; refuses nothing but what its parts refuse.
    MemberServer(MemberSettings settings, Monitoring monitoring, Submissions submissions)
            throws IOException {
        this.monitoring = monitoring;
        this.submissions = submissions;
        this.services = settings.services();
        this.uploadPatience = settings.limits().uploadPatience();
        this.server = HttpServer.create(settings.address(), BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(requests);
        server.start();
    }

    /// Where it listens.
    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange, exchange.getRequestURI().getPath());
            } catch (RuntimeException e) {
                // The root of a request's thread: the sender learns no more than that it failed.
                LOG.errorf(e, "Request failed path=%s", exchange.getRequestURI().getPath());
                send(exchange, Answer.refused(FAULT, "The member failed; its log says why."));
            }
        }
    }

    private void route(HttpExchange exchange, String path) throws IOException {
        HttpHandler service = services.get(path);
        if (service != null) {
            service.handle(exchange);
        } else if (path.equals(ADD_ENTRIES) && exchange.getRequestMethod().equals("POST")) {
            addEntries(exchange);
        } else {
            send(exchange, answer(exchange, path));
        }
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        boolean submission = path.equals(ADD_CHECKPOINT) || path.equals(ADD_ENTRIES);
        if (submission && method.equals("POST")) {
            InputStream body = exchange.getRequestBody();
            byte[] request = body.readNBytes(AddCheckpoint.BYTES_MAX + 1);
            UploadPipe.discard(body);
            return submissions.addCheckpoint(request);
        }
        boolean read = method.equals("GET") || method.equals("HEAD");
        if (submission || !read) {
            return Answer.refused(NO_SUCH_METHOD, "This method is not served here.")
                    .with("Allow", submission ? "POST" : "GET, HEAD");
        }
        return monitoring.get(path).with("Access-Control-Allow-Origin", "*");
    }

    private void addEntries(HttpExchange exchange) throws IOException {
        if (!UPLOAD_TYPE.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            refuse(exchange, UNSUPPORTED, "Entries come as " + UPLOAD_TYPE + ".");
            return;
        }
        if (!uploads.tryAcquire()) {
            refuse(exchange, TOO_MANY, "Too many uploads at once.");
            return;
        }
        try {
            receive(exchange);
        } finally {
            uploads.release();
        }
    }

    /// Refuses an upload unread; what was on its way is taken in, so that the answer arrives.
    private static void refuse(HttpExchange exchange, int status, String sentence)
            throws IOException {
        UploadPipe.discard(exchange.getRequestBody());
        send(exchange, Answer.refused(status, sentence));
    }

    private void receive(HttpExchange exchange) throws IOException {
        InputStream body;
        try {
            body = body(exchange);
        } catch (IOException e) {
            refuse(exchange, BAD_REQUEST, "The upload is not gzip.");
            return;
        }
        try (var upload = new UploadPipe(body, uploadPatience)) {
            Answer answer = submissions.addEntries(upload);
            upload.finish();
            send(exchange, answer.with("Accept-Encoding", "gzip"));
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        return encoding != null && encoding.equalsIgnoreCase("gzip")
                ? new BufferedInputStream(new GZIPInputStream(body, BUFFER_BYTES), BUFFER_BYTES)
                : new BufferedInputStream(body, BUFFER_BYTES);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean empty = answer.body().size() == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().size());
        if (!empty) {
            // Closing would wait for a sender that is not done; what is flushed has been answered.
            exchange.getResponseBody().write(answer.body().toArray());
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(CLOSE_SECONDS);
        requests.shutdownNow();
    }
}
