package io.counterfoil.platform.record;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// Invoices by what people know of them.
@ApplicationScoped
public class IssuedInvoices {

    private static final String SELECT =
            """
            select i.id, i.tenant, i.seller, i.type, i.number, i.issue_date, i.digest, i.verdict,
                i.issued
            from invoice i where
            """;

    private static final String BY_DIGEST =
            """
            i.id in (select n.id from invoice n where n.digest = $1
                union all select p.invoice from printed_invoice p where p.digest = $1)
            order by i.issued desc, i.intended_at limit 1
            """;

    private final Instance<Pool> pool;

    IssuedInvoices(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// An invoice, or the intention to issue one.
    ///
    /// @param digest SHA-256 of the notarized bytes, once they are stored
    /// @param verdict JSON of what was checked, once they are
    /// @param issued whether its record exists
    public record Issued(
            UUID id,
            UUID tenant,
            String seller,
            String type,
            String number,
            LocalDate issueDate,
            Optional<Buffer> digest,
            Optional<String> verdict,
            boolean issued) {}

    /// By its id.
    public Uni<Optional<Issued>> find(UUID id) {
        return first("i.id = $1", Tuple.of(id));
    }

    /// By its number, which is one seller's, of one type, in one year.
    public Uni<Optional<Issued>> find(String seller, String type, String number, int year) {
        return first(
                "i.seller = $1 and i.type = $2 and i.number = $3 and i.year = $4",
                Tuple.of(seller, type, number, year));
    }

    /// By number alone, as a printed invoice shows it; the newest of several.
    public Uni<Optional<Issued>> findNumbered(String seller, String number) {
        return first(
                "i.seller = $1 and i.number = $2 order by i.issue_date desc limit 1",
                Tuple.of(seller, number));
    }

    /// By what its QR code says.
    public Uni<Optional<Issued>> find(String seller, LocalDate date, Buffer digest) {
        return first(
                "i.seller = $1 and i.issue_date = $2 and i.digest = $3",
                Tuple.of(seller, date, digest));
    }

    /// By the SHA-256 of its notarized bytes, or of a PDF of it that is known here byte for byte:
    /// what a PDF's pages say is not told by the XML inside, so no other is taken for it.
    public Uni<Optional<Issued>> findByDigest(Buffer digest) {
        return first(BY_DIGEST, Tuple.of(digest));
    }

    private Uni<Optional<Issued>> first(String condition, Tuple parameters) {
        return pool.get()
                .preparedQuery(SELECT + condition)
                .execute(parameters)
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(issued(found.next())) : Optional.empty();
                });
    }

    private static Issued issued(Row row) {
        return new Issued(
                row.getUUID("id"),
                row.getUUID("tenant"),
                row.getString("seller"),
                row.getString("type"),
                row.getString("number"),
                row.getLocalDate("issue_date"),
                Optional.ofNullable(row.getDelegate().getBuffer("digest")),
                Optional.ofNullable(row.getString("verdict")),
                row.getBoolean("issued"));
    }
}
