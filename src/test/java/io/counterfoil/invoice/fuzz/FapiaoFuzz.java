package io.counterfoil.invoice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// China's 数电票, from a small one and that of the corpora.
class FapiaoFuzz {

    private static final String SMALL =
            """
            <EInvoice><Header><EIid>26442000000123456789</EIid></Header><EInvoiceData>
            <SellerInformation><SellerIdNum>91440300MA5EXAMPLE</SellerIdNum><SellerName>例</SellerName></SellerInformation>
            <BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>13.00</TotalTaxAm>
            <TotalTax-includedAmount>113.00</TotalTax-includedAmount></BasicInformation>
            <IssuItemInformation><ItemName>*纸制品*纸</ItemName><Quantity>1</Quantity><UnPrice>100</UnPrice>
            <Amount>100.00</Amount><TaxRate>0.13</TaxRate><ComTaxAm>13.00</ComTaxAm></IssuItemInformation>
            </EInvoiceData><TaxSupervisionInfo><IssueTime>2026-11-21</IssueTime></TaxSupervisionInfo></EInvoice>
            """;

    static Stream<byte[]> seeds() {
        return Stream.concat(
                Stream.of(SMALL.getBytes(StandardCharsets.UTF_8)), Seeds.corpus("CN-EInvoice"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void answersWithAnInvoiceOrARefusal(byte[] document) {
        Seeds.readOrRefuse(document);
    }
}
