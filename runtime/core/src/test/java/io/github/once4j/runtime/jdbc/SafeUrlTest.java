package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No message shows a password. */
final class SafeUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example.com:5432/app?user=app&password=s3cr3t   | db.example.com:5432/app
            jdbc:postgresql://app:s3cr3t@db.example.com/app                      | db.example.com/app
            jdbc:postgresql:app                                                  | jdbc:postgresql:app
            jdbc:mariadb://db1,db2/app?password=s3cr3t                           | db1
            jdbc:mysql://app:s3cr3t@db.example.com:3306/app                      | db.example.com:3306/app
            jdbc:mysql://app:s3@cr3t@db.example.com:3306/app                     | db.example.com:3306/app
            jdbc:mysql://address=(host=db)(password=s3cr3t)/app                  | address=
            jdbc:h2:mem:app;PASSWORD=s3cr3t                                      | jdbc:h2:mem:app
            jdbc:oracle:thin:app/s3cr3t@//db.example.com:1521/service            | db.example.com:1521/service
            jdbc:oracle:thin:app/s3cr3t@db.example.com:1521:sid                  | db.example.com:1521:sid
            jdbc:oracle:oci8:app/s3cr3t@db                                       | db
            jdbc:mysql://app:s3?cr3t@db.example.com/app                          | an address with a user
            jdbc:postgresql://db/app?user=me@example.com&password=s3cr3t         | db/app
            jdbc:sqlserver://db.example.com:1433;user=app;password={s3cr3t}      | db.example.com:1433
            """)
    void addressIsWithoutUserAndPassword(String url, String address) {
        assertThat(SafeUrl.of(url)).isEqualTo(address).doesNotContain("s3");
    }

    @Test
    void driversMayNotTellTheUrl() {
        assertThat(SafeUrl.of(null)).isEqualTo("an unknown address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no suitable driver for jdbc:postgresql://db/app?user=app&password=s3cr3t",
                "cannot connect to jdbc:mysql://app:s3cr3t@db/app",
                "cannot connect to jdbc:oracle:thin:app/s3cr3t@//db:1521/service",
                "properties {user=app, password=s3cr3t, ssl=true}",
                "Password: s3cr3t"
            })
    void messagesOfDriversLoseTheirPasswords(String message) {
        assertThat(SafeUrl.withoutSecrets(message)).doesNotContain("s3cr3t");
    }
}
