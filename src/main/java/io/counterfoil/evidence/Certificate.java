package io.counterfoil.evidence;

import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.crypto.TimeStampToken;
import io.counterfoil.invoice.pdf.ReportPdf;
import io.counterfoil.invoice.pdf.ReportPdf.Attachment;
import io.counterfoil.invoice.pdf.ReportPdf.Fact;
import io.counterfoil.invoice.pdf.ReportPdf.Report;
import io.counterfoil.invoice.pdf.ReportPdf.Section;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofReport;
import io.counterfoil.kernel.proof.TlogProof;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The certificate of a record, for people: what it is, when and by whom it was dated, who signed,
/// and how to check all of it without us. English with Chinese beside it.
///
/// A PDF/A-3 that carries the parts of the proof, not the document.
public final class Certificate {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final EvidencePackage evidence;
    private final Manifest manifest;
    private final TlogProof proof;
    private final Checkpoint checkpoint;
    private final ProofReport ledger;

    private Certificate(EvidencePackage evidence, Policy policy) {
        this.evidence = evidence;
        this.manifest = evidence.parts().manifest();
        this.proof = TlogProof.parse(evidence.parts().proof().toArray());
        this.checkpoint = Checkpoint.parse(proof.note().text());
        var leaf = TreeHasher.sha256().leaf(evidence.parts().entry().toArray());
        this.ledger = LedgerCheck.of(proof, leaf, List.of(policy), policy.print()).report();
    }

    /// Prints the certificate of what a package would hold.
    ///
    /// @param policy the log's: its witnesses are the signers that are named
    /// @param at when it is printed
    /// @throws IllegalStateException when the ledger's proof does not hold, which no certificate
    ///   may hide
    public static Bytes print(EvidencePackage evidence, Policy policy, Instant at) {
        var certificate = new Certificate(evidence, policy);
        if (!certificate.ledger.isProven()) {
            throw new IllegalStateException("the record's proof does not hold");
        }
        return ReportPdf.print(certificate.report(at), certificate.attachments(), at);
    }

    private Report report(Instant at) {
        return new Report(
                "en",
                "Certificate of evidence  证据证明书",
                List.of(
                        "Record %s  ·  printed %s".formatted(manifest.id(), UTC.format(at)),
                        "All times are UTC.  所有时间均为协调世界时 (UTC)。"),
                List.of(document(), time(), signatures(), ledger(), verification()),
                "Counterfoil · record %s".formatted(manifest.id()));
    }

    private Section document() {
        var about = manifest.document();
        var facts = new ArrayList<Fact>();
        evidence.document().ifPresent(each -> facts.add(fact("Name", "名称", each.name())));
        facts.add(fact("Type", "类型", Objects.requireNonNullElse(about.type(), "not stated 未说明")));
        if (about.size() != null) {
            facts.add(fact("Size", "大小", "%,d bytes 字节".formatted(about.size())));
        }
        for (DigestName name : DigestName.values()) {
            var digest = about.digests().get(name);
            if (digest != null) {
                facts.add(fact(name.label().toUpperCase(Locale.ROOT), "摘要", digest.hex()));
            }
        }
        var how =
                about.checked()
                        ? "The operator received the document itself and computed these digests."
                                + " 运营方收到了文件本身并计算了上述摘要。"
                        : "Only digests were handed in: the operator never saw the document."
                                + " 仅提交了摘要：运营方从未见过该文件。";
        return new Section("1  What was preserved  保全对象", facts, List.of(how));
    }

    private Section time() {
        var facts = new ArrayList<Fact>();
        var received = Instant.ofEpochMilli(manifest.capture().receivedAt());
        facts.add(
                fact(
                        "Received",
                        "收到时间",
                        UTC.format(received) + " — by the operator's own clock 运营方自己的时钟"));
        for (EvidencePackage.Dating dating : evidence.datings()) {
            var token = dating.group().tokens().getFirst();
            facts.add(fact("Dated", "时间戳", dated(token)));
        }
        return new Section("2  When  时间", facts, List.of());
    }

    private static String dated(TimeStampToken token) {
        var accuracy =
                token.accuracy().map(each -> ", ± %d s".formatted(each.toSeconds())).orElse("");
        return "%s%s — by %s, token %s (RFC 3161)"
                .formatted(
                        UTC.format(token.time()),
                        accuracy,
                        token.authority(),
                        token.serial().toString(16));
    }

    private Section signatures() {
        var facts = new ArrayList<Fact>();
        for (var key : ledger.logKeys()) {
            facts.add(fact("Log", "账本", "%s (%s)".formatted(key.name(), words(key.type().name()))));
        }
        for (var witness : ledger.witnesses()) {
            facts.add(
                    fact(
                            "Member",
                            "联盟成员",
                            "%s (%s), %s"
                                    .formatted(
                                            witness.key().name(),
                                            words(witness.key().type().name()),
                                            UTC.format(Instant.ofEpochSecond(witness.seconds())))));
        }
        return new Section(
                "3  Who signed  签署方",
                facts,
                List.of(
                        "State: final and dated. A quorum of the consortium checked the ledger's rules,"
                                + " stored the record's entry and signed."
                                + " 状态：已终局并已加盖时间戳。联盟法定多数成员已核验规则、保存条目并签署。"));
    }

    private static String words(String type) {
        return type.replace("COSIGNATURE_", "")
                .replace("ML_DSA_44", "ML-DSA-44")
                .replace("ED25519", "Ed25519")
                .replace('_', '-');
    }

    private Section ledger() {
        return new Section(
                "4  Where it stands in the ledger  账本位置",
                List.of(
                        fact("Log", "账本", checkpoint.origin()),
                        fact(
                                "Leaf",
                                "叶序号",
                                "%d of %d, counted from 0  共 %2$d 条，从 0 起计"
                                        .formatted(proof.index(), checkpoint.size())),
                        fact("Root", "默克尔根", checkpoint.root().hex()),
                        fact("Manifest", "清单 SHA-256", manifest.hash().hex())),
                List.of());
    }

    private Section verification() {
        return new Section(
                "5  How to check this without us  独立验证",
                List.of(),
                List.of(
                        "This paper proves nothing; the files attached to it do. 本文件本身不构成证明，"
                                + "所附文件才是证明。",
                        "1. Compute the document's SHA-256 and find it in manifest.json. Compute that of"
                                + " manifest.json and find it in entry.cbor. 计算文件的 SHA-256 并在 manifest.json"
                                + " 中查找；再计算 manifest.json 的摘要并在 entry.cbor 中查找。",
                        "2. Check entry.tlog-proof for entry.cbor by any implementation of C2SP tlog-proof, under"
                                + " a policy that you obtained from the consortium's members, not from here."
                                + " 使用任何 C2SP tlog-proof 实现验证，所用策略须直接取自联盟成员。",
                        "3. Check evidencerecord001.ers (document and manifest) and evidencerecord002.ers"
                                + " (checkpoint) by any RFC 4998 validator, under the time-stamp authority's root."
                                + " 使用任何 RFC 4998 验证工具，以时间戳机构的根证书验证证据记录。",
                        "4. Or all at once, offline, with the package of this record: counterfoil verify"
                                + " PACKAGE.asice --policy POLICY. 或离线一次完成全部验证。"));
    }

    private List<Attachment> attachments() {
        var parts = evidence.parts();
        var files = new ArrayList<Attachment>();
        var json = Bytes.of(manifest.bytes());
        files.add(new Attachment("manifest.json", "application/json", "The manifest", json));
        files.add(new Attachment("entry.cbor", "application/cbor", "The leaf", parts.entry()));
        files.add(text("entry.tlog-proof", "The ledger's proof of the leaf", parts.proof()));
        files.add(text("checkpoint.note", "The dated checkpoint", parts.checkpoint()));
        files.add(text("policy.txt", "The log's published policy", parts.policy()));
        var number = 0;
        for (EvidencePackage.Dating dating : evidence.datings()) {
            files.add(record(++number, "Dates document and manifest", dating.group()));
            files.add(record(++number, "Dates the checkpoint", dating.checkpoint()));
        }
        return files;
    }

    private static Attachment text(String name, String description, Bytes content) {
        return new Attachment(name, "text/plain", description, content);
    }

    private static Attachment record(int number, String description, EvidenceRecord evidence) {
        return new Attachment(
                "evidencerecord%03d.ers".formatted(number),
                "application/octet-stream",
                description,
                evidence.encoded());
    }

    private static Fact fact(String label, String sublabel, String value) {
        return new Fact(label, sublabel, value);
    }
}
