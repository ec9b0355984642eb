package io.counterfoil.intake;

import static io.counterfoil.platform.HtmlPage.escape;

import io.counterfoil.intake.InvoicePageResource.PageView;
import io.counterfoil.intake.RecordView.Step;
import io.counterfoil.platform.HtmlPage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;

/// What people see behind a printed code: without a script, and in both languages at once, because
/// whoever scans has chosen none.
final class InvoicePage {

    /// The page takes our own style and picture and nothing else.
    static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    /// The states by their key, as the portal names them.
    private static final Map<String, String> STATES =
            Map.of(
                    "promised", both("Promised", "已承诺"),
                    "logged", both("In the log", "已入账"),
                    "final", both("Final", "已确认"),
                    "dated", both("Dated", "已授时"),
                    "refused", both("Refused", "已拒绝"));

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private InvoicePage() {}

    /// The page of an invoice that was issued here.
    static String of(PageView view) {
        var record = view.record();
        var states = record.states().stream().map(InvoicePage::line).collect(Collectors.joining());
        var number = escape(view.number());
        return HtmlPage.of(
                "Invoice " + view.number(),
                """
                <h1>%1$s %2$s</h1>
                <p>Issued by <b>%3$s</b> on %4$s. The bytes behind this code are on the ledger:
                a paper or file that says anything else is not this invoice.</p>
                <p lang="zh-CN">由 <b>%3$s</b> 于 %4$s 开具。此二维码所对应的发票内容已入账存证；与其不符的纸质件或文件均非本发票。</p>
                <article class="record">
                <header><h2>%5$s</h2><span class="badge %6$s">%7$s</span></header>
                <ol class="states">
                %8$s</ol>
                <p class="code">%9$s</p>
                <p class="actions"><a class="action" href="/#q=%9$s">Signatures and proof · <span lang="zh-CN">签名与证明</span></a></p>
                </article>
                """
                        .formatted(
                                both("Invoice", "发票"),
                                number,
                                escape(view.seller()),
                                view.issueDate(),
                                both("Record", "记录"),
                                record.state(),
                                state(record.state()),
                                states,
                                record.id()));
    }

    /// The page of a code that leads to no invoice.
    static String none() {
        return HtmlPage.of(
                "No such invoice",
                """
                <h1>No such invoice <span lang="zh-CN">没有此发票</span></h1>
                <p>No invoice of this issuer and day has these bytes: it was altered, or was not issued here.</p>
                <p lang="zh-CN">该开票方在此日期没有与此内容相符的发票：内容已被更改，或并非在此开具。</p>
                """);
    }

    private static String line(Step step) {
        var at = step.at().map(InvoicePage::time).orElse("…");
        return "<li><b>%s</b> %s</li>\n".formatted(state(step.state()), at);
    }

    private static String state(String key) {
        return STATES.getOrDefault(key, key);
    }

    private static String time(Instant at) {
        return "<time datetime=\"%s\">%s</time>".formatted(at, UTC.format(at));
    }

    private static String both(String english, String chinese) {
        return "%s <span lang=\"zh-CN\">%s</span>".formatted(english, chinese);
    }
}
