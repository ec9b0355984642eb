package io.counterfoil.platform;

/// The frame of the pages that the server writes itself: the portal's style and name, no script.
public final class HtmlPage {

    private HtmlPage() {}

    /// A whole page.
    ///
    /// @param title as text
    /// @param body what stands in `main`, as HTML
    public static String of(String title, String body) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s · Counterfoil</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <header>
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28"><span>Counterfoil</span></a>
        </header>
        <main>
        %s</main>
        </body>
        </html>
        """
                .formatted(escape(title), body);
    }

    /// A text as it stands in HTML.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
