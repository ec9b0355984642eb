package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlPageTest {

    @Test
    void aTitleIsTextAndABodyIsHtml() {
        var page = HtmlPage.of("R-1 <b>&\"", "<p>body</p>\n");
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("<title>R-1 &lt;b&gt;&amp;&quot; · Counterfoil</title>")
                .contains("<main>\n<p>body</p>\n</main>");
    }
}
