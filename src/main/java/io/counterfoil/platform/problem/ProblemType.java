package io.counterfoil.platform.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every way a request can be refused; the RFC 9457 `type` is `/problems/` and the constant's name
/// in kebab case, and that address is a page with the text given here.
public enum ProblemType {
    MALFORMED(
            400,
            "The request cannot be read",
            "The body or a header is not what this operation reads: broken JSON, a missing boundary, a"
                    + " member of the wrong type. Correct the place that the detail names and send it"
                    + " again."),
    PARAMETER_INVALID(
            400,
            "A parameter is not valid",
            "A parameter of the path, the query or a header is outside what the contract allows. The"
                    + " detail names it and says what is allowed."),
    UNAUTHENTICATED(
            401,
            "An API key is needed",
            "Send \"Authorization: Bearer KEY\" with a key of this server. A key that is missing,"
                    + " unknown or revoked gets this answer. The first keys are files in the folder"
                    + " \"keys\" of the data directory."),
    ROLE_MISSING(
            403,
            "The API key has not the role for this",
            "Each key has one role: issuer, depositor, authority, auditor or operator. The detail"
                    + " names the roles that may call this operation; ask the operator for such a"
                    + " key."),
    SELLER_NOT_BOUND(
            403,
            "The seller is not bound to your tenant",
            "An invoice is issued in the name of its seller, and only by the tenant that the operator"
                    + " bound to that seller's id. Ask the operator to bind the id that the detail"
                    + " names."),
    NOT_FOUND(
            404,
            "There is nothing here",
            "No such address, no such id, or it belongs to another tenant: these answers are the same"
                    + " on purpose."),
    ROLE_NOT_HERE(
            404,
            "The process does not run this part",
            "The address exists, but it belongs to a role that this process was not started with"
                    + " (\"--roles\"). Send the request to a process that runs it."),
    NOT_YET_FINAL(
            404,
            "The record is not final yet",
            "A quorum of members has not signed a checkpoint that covers the record. Ask again after"
                    + " the seconds in Retry-After, or follow the record's events."),
    NOT_YET_DATED(
            404,
            "The record is not dated yet",
            "The record is final, but no time-stamp token covers its batch. Ask again after the"
                    + " seconds in Retry-After, or follow the record's events."),
    METHOD_NOT_ALLOWED(
            405,
            "This address does not know the method",
            "The address exists but not with this HTTP method. The contract at /openapi.yaml says"
                    + " which ones it has."),
    NOT_ACCEPTABLE(
            406,
            "No form of the answer is acceptable",
            "The resource cannot be given as any media type of the header Accept. The detail names"
                    + " those that it has."),
    TOO_SLOW(
            408,
            "The request took too long to arrive",
            "The body came more slowly than this operation waits. Send it again over a faster line, or"
                    + " send less at once."),
    REQUEST_IN_PROGRESS(
            409,
            "The same request is being worked on",
            "Another request with the same Idempotency-Key has not been answered yet. Ask again after"
                    + " the seconds in Retry-After; the answer will then be the first one's."),
    NUMBER_TAKEN(
            409,
            "The invoice number is taken",
            "An invoice of this issuer, type, year and number exists. The member \"difference\" says"
                    + " what differs from it; send the request again with another number, or ask for"
                    + " the existing invoice."),
    ALREADY_EXISTS(
            409,
            "It exists already",
            "Something with this name exists and is not replaced. The detail names it."),
    TOO_LARGE(
            413,
            "The request is too large",
            "The body, or one item of it, is over the limit that the detail names. Send less at once;"
                    + " of a file that is too large its digest can be submitted."),
    ADDRESS_TOO_LONG(
            414,
            "The address is too long",
            "It has more than 4,096 characters. What cannot be read as HTTP at all is refused by the"
                    + " HTTP server itself, without a problem document: an address beyond 64 KiB (414),"
                    + " headers beyond 20 KiB (431), a request line or an escape that is none (400)."),
    MEDIA_TYPE_NOT_READ(
            415,
            "The media type is not read here",
            "The operation does not read bodies of the given Content-Type. The contract at"
                    + " /openapi.yaml lists those that it reads."),
    KEY_REUSED(
            422,
            "The Idempotency-Key was used for another request",
            "The key belongs to a request with a different body or to another operation. Use a new key"
                    + " for every new request; the same key only to repeat one."),
    INVOICE_INVALID(
            422,
            "The invoice breaks a rule",
            "Each member of \"findings\" names the rule, the business terms, the"
                    + " place in the document (XPath and line) and in the semantic model"
                    + " (BG-25[3]/BT-131), what is wrong, how to put it right, and where the"
                    + " rule is explained. Where the detail begins with \"Not checked\", the"
                    + " rules that the invoice claims to keep could not run. Nothing was issued"
                    + " and no number was drawn."),
    SERIES_UNKNOWN(
            422,
            "No series is registered for this invoice",
            "Register the series that the seller numbers its invoices in, then send the invoice"
                    + " again. Nothing was issued and no number was drawn."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "The API key sends more requests a second than it may. Wait the seconds in Retry-After."),
    INTERNAL(
            500,
            "The server failed",
            "The fault is on this side. The detail carries a number under which the server's log tells"
                    + " more; repeating the request with the same Idempotency-Key is safe."),
    OVERLOADED(
            503,
            "The server has too much to do",
            "More is waiting to be committed than the server takes. Nothing of this request was kept."
                    + " Wait the seconds in Retry-After and send it again."),
    DISK_FLOOR(
            503,
            "The server takes nothing in: its disk is nearly full",
            "Below the free-space floor nothing is taken in; proofs and records are still served, and"
                    + " the server resumes by itself once there is space."),
    NOT_READY(
            503,
            "The server is not ready for this yet",
            "A part that this operation needs is still starting or does not answer. Wait the seconds in Retry-After and"
                    + " send the request again.");

    private final int status;
    private final String title;
    private final String page;

    ProblemType(int status, String title, String page) {
        this.status = status;
        this.title = title;
        this.page = page;
    }

    /// The HTTP status of an answer of this type.
    public int status() {
        return status;
    }

    /// One line for people, the same in every answer of this type.
    public String title() {
        return title;
    }

    /// What the type means and what to do, the text of its page.
    public String page() {
        return page;
    }

    /// The name in kebab case, the last part of the `type`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The RFC 9457 `type`, a reference relative to the server.
    public String uri() {
        return "/problems/" + slug();
    }

    /// The type whose page has this slug.
    public static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }
}
