package io.counterfoil.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedMethodsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/evidence                       | POST, GET, HEAD
                    /v1/evidence/batch                 | POST
                    /v1/evidence/0a/shares/1           | DELETE
                    /v1/sellers/DE1/series/2026        | PUT
                    /ledger/log1/tile/0/x001/x234/067  | GET, HEAD
                    /                                  | GET, HEAD
                    /style.css                         | GET, HEAD
                    """)
    void areThoseOfTheMostLiteralAddressThatFits(String path, String methods) {
        assertThat(AllowedMethods.at(path)).isEqualTo(methods);
    }

    @Test
    void areNoneWhereTheContractHasNothing() {
        assertThat(AllowedMethods.at("/v1/nothing/here")).isEmpty();
    }
}
