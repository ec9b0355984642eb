package io.counterfoil.invoice.fapiao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// A 数电票 says in the model what it says on paper.
class FapiaoReaderTest {

    private static final String INVOICE =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <EInvoice>
              <Header>
                <EIid>26440000000000000017</EIid>
                <InherentLabel><InIssuType><LabelCode>Y</LabelCode></InIssuType></InherentLabel>
              </Header>
              <EInvoiceData>
                <SellerInformation>
                  <SellerIdNum>91440000000000000X</SellerIdNum><SellerName>南风贸易</SellerName>
                  <SellerBankName>某银行</SellerBankName><SellerBankAccNum>6222</SellerBankAccNum>
                </SellerInformation>
                <BuyerInformation><BuyerIdNum>Y1</BuyerIdNum><BuyerName>北风</BuyerName></BuyerInformation>
                <BasicInformation>
                  <TotalAmWithoutTax>290.00</TotalAmWithoutTax><TotalTaxAm>11.40</TotalTaxAm>
                  <TotalTax-includedAmount>301.40</TotalTax-includedAmount>
                  <RequestTime>2026-02-27</RequestTime>
                </BasicInformation>
                <IssuItemInformation>
                  <ItemName>*餐饮服务*午餐</ItemName><SpecMod>大</SpecMod><MeaUnits>份</MeaUnits>
                  <Quantity>2</Quantity><UnPrice>100</UnPrice><Amount>200.00</Amount>
                  <TaxRate>0.06</TaxRate><ComTaxAm>12.00</ComTaxAm>
                  <TotaltaxIncludedAmount>212.00</TotaltaxIncludedAmount>
                  <TaxClassificationCode>3070401000000000000</TaxClassificationCode>
                </IssuItemInformation>
                <IssuItemInformation>
                  <ItemName>*餐饮服务*午餐</ItemName><Amount>-10.00</Amount>
                  <TaxRate>0.06</TaxRate><ComTaxAm>-0.60</ComTaxAm>
                </IssuItemInformation>
                <IssuItemInformation>
                  <ItemName>*图书*课本</ItemName><Quantity>1</Quantity><Amount>100.00</Amount>
                  <TaxRate>免税</TaxRate><ComTaxAm>0</ComTaxAm>
                </IssuItemInformation>
                <AdditionalInformation><Remark>谢谢</Remark></AdditionalInformation>
              </EInvoiceData>
              <TaxSupervisionInfo>
                <InvoiceNumber>26440000000000000017</InvoiceNumber>
                <IssueTime>2026-02-28 10:08:05</IssueTime>
              </TaxSupervisionInfo>
            </EInvoice>
            """;

    private static Reading read(String xml) throws UnreadableInvoice {
        return Invoices.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysNumberDayPartiesAndTotals() throws Exception {
        var reading = read(INVOICE);

        var invoice = reading.invoice();
        assertThat(reading.format()).isEqualTo(Format.FAPIAO_XML);
        assertThat(invoice.head().number()).isEqualTo("26440000000000000017");
        assertThat(invoice.head().issueDate()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(invoice.head().typeCode()).isEqualTo("380");
        assertThat(invoice.head().currency()).isEqualTo("CNY");
        assertThat(invoice.seller().name()).isEqualTo("南风贸易");
        assertThat(invoice.seller().taxId()).isEqualTo("91440000000000000X");
        assertThat(invoice.totals().withVat()).isEqualTo("301.40");
        assertThat(invoice.notes()).extracting("text").containsExactly("谢谢");
    }

    @Test
    void addsTheTaxOfItsLinesByRate() throws Exception {
        var vat = read(INVOICE).invoice().vat();

        assertThat(vat)
                .extracting("category", "rate", "taxable", "tax")
                .containsExactly(
                        tuple(
                                "S",
                                new BigDecimal("6"),
                                new BigDecimal("190.00"),
                                new BigDecimal("11.40")),
                        tuple("E", BigDecimal.ZERO, new BigDecimal("100.00"), BigDecimal.ZERO));
    }

    @Test
    void reportsWhatTheModelHasNoRoomFor() throws Exception {
        assertThat(read(INVOICE).notCarried())
                .extracting("value")
                .containsExactly("某银行", "2026-02-27");
    }

    @Test
    void aRedInvoiceNamesTheOneItCorrects() throws Exception {
        var red =
                INVOICE.replace("<LabelCode>Y<", "<LabelCode>N<")
                        .replace(
                                "<AdditionalInformation>",
                                "<SpecificInformation><RedEInvoice><OriginalInvoiceCode>26440000000000000001"
                                        + "</OriginalInvoiceCode></RedEInvoice></SpecificInformation>"
                                        + "<AdditionalInformation>");

        var invoice = read(red).invoice();

        assertThat(invoice.head().typeCode()).isEqualTo("384");
        assertThat(invoice.isCreditNote()).isFalse();
        assertThat(invoice.preceding())
                .extracting("number")
                .containsExactly("26440000000000000001");
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        assertThatThrownBy(() -> read(INVOICE.replace("2026-02-28", "2026-02-31")))
                .isInstanceOf(UnreadableInvoice.class)
                .hasMessageContaining("no day of the calendar");
    }

    @Test
    void readsEverySampleOfTheCorpora() throws Exception {
        for (var row : Corpus.all()) {
            if (row.syntax().equals("CN-EInvoice")) {
                var invoice = Invoices.read(row.bytes()).invoice();

                assertThat(invoice.head().number()).as(row.toString()).matches("\\d{20}");
                assertThat(invoice.vat()).as(row.toString()).isNotEmpty();
            }
        }
    }
}
