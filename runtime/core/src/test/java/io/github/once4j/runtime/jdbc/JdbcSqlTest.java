package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SQL for each database, against the golden files; {@code -Dgolden.write=true} writes these anew. */
final class JdbcSqlTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "jdbc");

    @ParameterizedTest
    @EnumSource
    void statementsAreAsReviewed(JdbcDialect dialect) throws IOException {
        var text = new StringJoiner("\n;\n\n", "", "\n;\n");
        text.add(TableSetup.ddl(dialect, "locks.once_lock"));
        for (SqlStatement each : new LockTable(dialect, "locks.once_lock").statements()) {
            text.add(each.text() + "\n-- " + each.parameters());
        }
        Path golden = GOLDEN.resolve(dialect.ddlFile());
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text.toString());
        }
        assertThat(text).hasToString(Files.readString(golden));
    }
}
