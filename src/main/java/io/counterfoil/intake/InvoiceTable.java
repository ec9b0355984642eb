package io.counterfoil.intake;

import io.counterfoil.crypto.DigestAlgorithm;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Series, and the intentions that take numbers from them.
@ApplicationScoped
class InvoiceTable {

    /// The number is drawn by the statement that records the intention: no number is drawn for
    /// nothing, and none twice. One whose invoice was never issued goes first; whoever drew it,
    /// should it still be at work, then finds no intention under its id. A series is its seller's:
    /// the tenant that issues in its name, which is looked at before, may come after another.
    private static final String DRAW =
            """
            with abandoned as (
                select a.id from invoice a
                where a.seller = $3 and a.series = $8 and not a.issued
                    and a.intended_at < $9
                    and not exists (select 1 from invoice o where o.seller = a.seller and o.type = $4
                        and o.number = a.number and o.year = $5 and o.id <> a.id)
                order by a.intended_at limit 1 for update skip locked),
            again as (
                update invoice i set id = $1, tenant = $2, type = $4, year = $5, issue_date = $6,
                    intended_at = $7, digest = null, verdict = null
                from abandoned where i.id = abandoned.id
                returning i.number),
            drawn as (
                update series set next = next + 1
                where seller = $3 and name = $8 and not external
                    and not exists (select 1 from again)
                returning prefix || case when length((next - 1)::text) >= digits
                    then (next - 1)::text else lpad((next - 1)::text, digits, '0') end as number),
            made as (
                insert into invoice
                    (id, tenant, seller, type, number, year, issue_date, intended_at, series)
                select $1, $2, $3, $4, number, $5, $6, $7, $8 from drawn
                returning number)
            select number from again union all select number from made
            """;

    private static final String TAKE =
            """
            insert into invoice (id, tenant, seller, type, number, year, issue_date, intended_at)
            values ($1, $2, $3, $4, $8, $5, $6, $7)
            on conflict (seller, type, number, year) do update
                set id = excluded.id, tenant = excluded.tenant, issue_date = excluded.issue_date,
                    intended_at = excluded.intended_at, digest = null, verdict = null
                where not invoice.issued and invoice.intended_at < $9
            returning number
            """;

    /// An intention that is older was given up by a crash, or will find that it was taken over.
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    private final Instance<Pool> pool;

    InvoiceTable(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// A run of numbers.
    ///
    /// @param external the seller's own system counts it
    /// @param next the number that is drawn next
    record Series(
            String seller, String name, boolean external, String prefix, int digits, long next) {}

    /// The intention to issue.
    record Intention(
            UUID id,
            UUID tenant,
            String seller,
            String type,
            LocalDate issueDate,
            OffsetDateTime at) {}

    /// Draws the next number of a series; empty when the seller has none of this name, or it is
    /// external.
    Uni<Optional<String>> draw(Intention intention, String series) {
        return number(DRAW, intention, series);
    }

    /// Takes a given number; empty when it is taken, or another request is about to.
    Uni<Optional<String>> take(Intention intention, String number) {
        return number(TAKE, intention, number);
    }

    /// Notes what was stored under an intention; false when it was taken over.
    Uni<Boolean> stored(UUID id, Buffer digest, String verdict) {
        return pool.get()
                .preparedQuery("update invoice set digest = $2, verdict = $3 where id = $1")
                .execute(Tuple.of(id, digest, verdict))
                .map(rows -> rows.rowCount() == 1);
    }

    /// Notes a PDF of an invoice, which is then known by its bytes. Printing the same again gives
    /// the same bytes, so there are few of each.
    Uni<Void> printed(UUID id, byte[] pdf) {
        var digest = Buffer.buffer(DigestAlgorithm.SHA_256.start().digest(pdf));
        return pool.get()
                .preparedQuery(
                        "insert into printed_invoice (digest, invoice) values ($1, $2)"
                                + " on conflict do nothing")
                .execute(Tuple.of(digest, id))
                .replaceWithVoid();
    }

    /// Registers a series; false when the name is taken.
    ///
    /// @param tenant who registers it, for its seller
    Uni<Boolean> register(UUID tenant, Series series) {
        return pool.get()
                .preparedQuery(
                        """
                        insert into series (seller, name, tenant, external, prefix, digits, next)
                        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(series.seller)
                                .addString(series.name)
                                .addUUID(tenant)
                                .addBoolean(series.external)
                                .addString(series.prefix)
                                .addShort((short) series.digits)
                                .addLong(series.next))
                .map(rows -> rows.rowCount() == 1);
    }

    /// The series of a seller.
    Uni<List<Series>> series(String seller) {
        return pool.get()
                .preparedQuery("select * from series where seller = $1 order by name")
                .execute(Tuple.of(seller))
                .map(rows -> {
                    var list = new ArrayList<Series>();
                    rows.forEach(row -> list.add(series(row)));
                    return list;
                });
    }

    private Uni<Optional<String>> number(String sql, Intention intention, String last) {
        return pool.get()
                .preparedQuery(sql)
                .execute(
                        Tuple.tuple()
                                .addUUID(intention.id)
                                .addUUID(intention.tenant)
                                .addString(intention.seller)
                                .addString(intention.type)
                                .addShort((short) intention.issueDate.getYear())
                                .addLocalDate(intention.issueDate)
                                .addOffsetDateTime(intention.at)
                                .addString(last)
                                .addOffsetDateTime(intention.at.minus(ABANDONED)))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext()
                            ? Optional.of(found.next().getString(0))
                            : Optional.empty();
                });
    }

    private static Series series(Row row) {
        return new Series(
                row.getString("seller"),
                row.getString("name"),
                row.getBoolean("external"),
                row.getString("prefix"),
                row.getShort("digits"),
                row.getLong("next"));
    }
}
