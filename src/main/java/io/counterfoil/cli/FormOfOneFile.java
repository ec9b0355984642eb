package io.counterfoil.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;

/// A `multipart/form-data` body of one file, read from disk while it is sent: memory does not grow
/// with the file.
///
/// @param boundary occurs nowhere in the file; 128 random bits see to that
record FormOfOneFile(Path file, String type, String boundary) {

    /// The header Content-Type.
    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /// The body, counted as it goes out.
    BodyPublisher body(Progress progress) throws FileNotFoundException {
        var head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(boundary, quoted(file.getFileName().toString()), type);
        return BodyPublishers.concat(
                BodyPublishers.ofString(head),
                counted(BodyPublishers.ofFile(file), progress),
                BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary)));
    }

    private static String quoted(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static BodyPublisher counted(BodyPublisher body, Progress progress) {
        return BodyPublishers.fromPublisher(
                reader -> body.subscribe(new Counting(reader, progress)), body.contentLength());
    }

    private record Counting(Flow.Subscriber<? super ByteBuffer> reader, Progress progress)
            implements Flow.Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            progress.restart();
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            progress.add(bytes.remaining());
            reader.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
