package io.counterfoil.invoice;

/// The forms in which an invoice comes and goes.
public enum Format {
    /// UBL 2.1, root `Invoice`.
    UBL_INVOICE,
    /// UBL 2.1, root `CreditNote`.
    UBL_CREDIT_NOTE,
    /// UN/CEFACT Cross Industry Invoice D16B.
    CII,
    /// PDF with the XML inside: Factur-X, ZUGFeRD.
    HYBRID_PDF,
    /// The model as JSON.
    JSON,
    /// China's fully digitalised e-invoice as XML.
    FAPIAO_XML
}
