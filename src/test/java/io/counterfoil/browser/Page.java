package io.counterfoil.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One tab, used as a person uses it: by looking, typing and dropping files.
public final class Page implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STOPS_MAX = 50;

    /// What a page asked of the network.
    public record Request(String method, String url, boolean sendsBody) {}

    private final DevTools tools;
    private final Path downloads;

    Page(DevTools tools, Path downloads, String language) throws IOException {
        this.tools = tools;
        this.downloads = Files.createDirectories(downloads);
        for (var domain : List.of("Page", "Runtime", "Network", "Log", "DOM", "Accessibility")) {
            tools.call(domain + ".enable");
        }
        var agent = tools.call("Browser.getVersion").path("userAgent").asText();
        tools.call("Network.setUserAgentOverride", "userAgent", agent, "acceptLanguage", language);
        tools.call("Emulation.setTimezoneOverride", "timezoneId", "Asia/Shanghai");
        tools.call("Page.setInterceptFileChooserDialog", "enabled", true);
        tools.call(
                "Browser.setDownloadBehavior",
                "behavior",
                "allow",
                "downloadPath",
                this.downloads.toString());
        size(1280, 900, false);
    }

    /// Makes the window as large as that, in CSS pixels.
    public void size(int width, int height, boolean phone) {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                phone ? 2 : 1,
                "mobile",
                phone);
    }

    /// Goes to an address and waits until the page and its scripts are there.
    public void open(String url) {
        tools.forget();
        tools.call("Page.navigate", "url", "about:blank");
        tools.call("Page.navigate", "url", url);
        await(url, () -> !tools.events("Page.loadEventFired").isEmpty() && isComplete(url));
    }

    private boolean isComplete(String url) {
        return text("document.readyState + ' ' + location.href").equals("complete " + url);
    }

    /// The value of an expression, a promise's once it is kept.
    public JsonNode value(String expression) {
        var done =
                tools.call(
                        "Runtime.evaluate",
                        "expression",
                        expression,
                        "awaitPromise",
                        true,
                        "returnByValue",
                        true);
        if (done.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + done.path("exceptionDetails"));
        }
        return done.path("result").path("value");
    }

    /// The value as text.
    public String text(String expression) {
        return value(expression).asText();
    }

    /// What a reader sees of the first element that fits; nothing of one that is hidden.
    public String seen(String selector) {
        return text(
                "(e => e?.checkVisibility() ? e.innerText : '')(document.querySelector('%s'))"
                        .formatted(selector));
    }

    /// Waits until a reader sees a text in the element.
    public void awaitSeen(String selector, String part) {
        await(part + " in " + selector, () -> seen(selector).contains(part));
    }

    /// Waits for a condition.
    public void await(String what, BooleanSupplier condition) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not seen: %s in\n%s".formatted(what, seen("body")));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// Presses a key and lets it go.
    public void press(Key key) {
        Map<String, Object> down =
                Map.of(
                        "type",
                        key.text.isEmpty() ? "rawKeyDown" : "keyDown",
                        "key",
                        key.name,
                        "code",
                        key.code,
                        "windowsVirtualKeyCode",
                        key.number,
                        "text",
                        key.text,
                        "modifiers",
                        key.shifted ? 8 : 0);
        dispatch(down);
        dispatch(Map.of("type", "keyUp", "key", key.name, "code", key.code));
    }

    private void dispatch(Map<String, Object> event) {
        tools.call(
                "Input.dispatchKeyEvent",
                event.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray());
    }

    /// Types into what has the focus.
    public void type(String text) {
        tools.call("Input.insertText", "text", text);
    }

    /// Presses Tab until the focus is on what fits the selector.
    public void tabTo(String selector) {
        walkTo(selector, Key.TAB);
    }

    /// The same backwards, with Shift.
    public void backTabTo(String selector) {
        walkTo(selector, Key.BACK_TAB);
    }

    private void walkTo(String selector, Key key) {
        var fits = "document.activeElement.matches('%s')".formatted(selector);
        for (var i = 0; i < STOPS_MAX; i++) {
            if (value(fits).asBoolean()) {
                return;
            }
            press(key);
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }

    /// Selects all that a field holds, so that typing replaces it.
    public void select(String field) {
        value("document.querySelector('%s').select()".formatted(field));
    }

    /// Gives files to the file chooser that the page opened last.
    public void choose(Path file) {
        await("a file chooser", () -> !tools.events("Page.fileChooserOpened").isEmpty());
        var chooser = tools.events("Page.fileChooserOpened").getLast();
        tools.call(
                "DOM.setFileInputFiles",
                "files",
                List.of(file.toString()),
                "backendNodeId",
                chooser.path("backendNodeId").asInt());
    }

    /// Drags a file from outside and drops it in the middle of an element.
    public void drop(Path file, String selector) {
        var box =
                value(
                        "(({x, y, width, height}) => ({x: x + width / 2, y: y + height / 2}))"
                                + "(document.querySelector('%s').getBoundingClientRect())"
                                        .formatted(selector));
        var data =
                Map.of(
                        "items",
                        List.of(),
                        "files",
                        List.of(file.toString()),
                        "dragOperationsMask",
                        1);
        for (var type : List.of("dragEnter", "dragOver", "drop")) {
            tools.call(
                    "Input.dispatchDragEvent",
                    "type",
                    type,
                    "x",
                    box.path("x").asDouble(),
                    "y",
                    box.path("y").asDouble(),
                    "data",
                    data);
        }
    }

    /// The file that was downloaded under a name, once it is whole.
    public byte[] downloaded(String name) throws IOException {
        var file = downloads.resolve(name);
        await("download of " + name, () -> Files.exists(file));
        return Files.readAllBytes(file);
    }

    /// All that was asked of the network since the page was opened.
    public List<Request> requests() {
        return tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.path("request"))
                .map(request ->
                        new Request(
                                request.path("method").asText(),
                                request.path("url").asText(),
                                request.path("hasPostData").asBoolean()))
                .toList();
    }

    /// What went wrong in the page since it was opened: exceptions, and what the browser logged,
    /// such as breaches of the content security policy. An answer that is no success is no fault,
    /// and good advice is none.
    public List<String> faults() {
        var thrown = tools.events("Runtime.exceptionThrown").stream();
        var logged =
                tools.events("Log.entryAdded").stream()
                        .map(event -> event.path("entry"))
                        .filter(entry -> !entry.path("source").asText().equals("network"))
                        .filter(entry -> !entry.path("level").asText().equals("verbose"));
        return Stream.concat(thrown, logged).map(JsonNode::toString).toList();
    }

    /// What can be used with mouse or keyboard and has no name that a screen reader could say.
    public List<String> nameless() {
        var nodes = tools.call("Accessibility.getFullAXTree").path("nodes");
        return nodes.findParents("role").stream()
                .filter(node -> !node.path("ignored").asBoolean())
                .filter(node ->
                        node.at("/role/value")
                                .asText()
                                .matches("button|link|textbox|progressbar|image"))
                .filter(node -> node.at("/name/value").asText().isBlank())
                .map(JsonNode::toString)
                .toList();
    }

    /// Takes the network away or gives it back.
    public void offline(boolean offline) {
        tools.call(
                "Network.emulateNetworkConditions",
                "offline",
                offline,
                "latency",
                0,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1);
    }

    /// A picture of the whole page.
    public Path picture(Path file) throws IOException {
        var shot = tools.call("Page.captureScreenshot", "captureBeyondViewport", true);
        return Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    @Override
    public void close() {
        tools.call("Page.close");
        tools.close();
    }
}
