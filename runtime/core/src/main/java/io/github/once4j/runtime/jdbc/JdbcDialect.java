package io.github.once4j.runtime.jdbc;

import java.util.Locale;

/** The databases whose SQL {@link JdbcNxClient} speaks. */
public enum JdbcDialect {
    /** PostgreSQL. */
    POSTGRESQL(
            "PostgreSQL",
            false,
            "clock_timestamp()",
            "clock_timestamp() + {ttl} * interval '1 microsecond'",
            // least: an administrator may have written 'infinity', which no number is
            "cast(extract(epoch from least(expires_at, '9999-12-31') - clock_timestamp()) * 1000000 as bigint)",
            "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)"),
    /** MariaDB 10.5 and later. */
    MARIADB(
            "MariaDB",
            false,
            "utc_timestamp(6)",
            "utc_timestamp(6) + interval {ttl} microsecond",
            "timestampdiff(microsecond, utc_timestamp(6), expires_at)",
            "timestampdiff(microsecond, '1970-01-01', utc_timestamp(6))"),
    /** MySQL 8.0.17 and later. Not tested by the build of once4j. */
    MYSQL(
            "MySQL",
            false,
            "utc_timestamp(6)",
            "utc_timestamp(6) + interval {ttl} microsecond",
            "timestampdiff(microsecond, utc_timestamp(6), expires_at)",
            "timestampdiff(microsecond, '1970-01-01', utc_timestamp(6))"),
    /** H2 2.x, in this process or as a server. */
    H2(
            "H2",
            true,
            "current_timestamp(6)",
            "dateadd(microsecond, {ttl}, current_timestamp(6))",
            // not by datediff, which ignores that each time has a time zone
            "cast((extract(epoch from expires_at) - extract(epoch from current_timestamp(6))) * 1000000 as bigint)",
            "cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint)"),
    /** Oracle 12.1 and later. Not tested by the build of once4j. */
    ORACLE(
            "Oracle",
            false,
            "sys_extract_utc(systimestamp)",
            "sys_extract_utc(systimestamp) + numtodsinterval({ttl} / 1000000, 'second')",
            microsOfOracle("(expires_at - sys_extract_utc(systimestamp))"),
            microsOfOracle("(sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')")),
    /** Microsoft SQL Server 2016 and later. Not tested by the build of once4j. */
    SQL_SERVER(
            "Microsoft SQL Server",
            true,
            "sysutcdatetime()",
            "dateadd(microsecond, cast({ttl} % 1000000 as int),"
                    + " dateadd(second, cast({ttl} / 1000000 as int), sysutcdatetime()))",
            "datediff_big(microsecond, sysutcdatetime(), expires_at)",
            "datediff_big(microsecond, '1970-01-01', sysutcdatetime())");

    private final String product;

    /** Whether keys and tokens are columns of bytes, where columns of text cannot be compared byte for byte. */
    final boolean storesBytes;

    /** The time of the database. No later than when the statement reads or changes the row, and never of a time zone. */
    final String now;

    /** The time that is {@code {ttl}} microseconds later. */
    final String later;

    /** The microseconds from now until {@code expires_at}. */
    final String left;

    /** The microseconds from 1970 until now. */
    final String micros;

    JdbcDialect(String product, boolean storesBytes, String now, String later, String left, String micros) {
        this.product = product;
        this.storesBytes = storesBytes;
        this.now = now;
        this.later = later;
        this.left = left;
        this.micros = micros;
    }

    /** An interval has no number of microseconds there: it is put together from its fields. */
    private static String microsOfOracle(String interval) {
        return "(extract(day from " + interval + ") * 86400000000 + extract(hour from " + interval
                + ") * 3600000000 + extract(minute from " + interval + ") * 60000000 + round(extract(second from "
                + interval + ") * 1000000))";
    }

    /** The file of this package that creates the table. */
    String ddlFile() {
        return name().toLowerCase(Locale.ROOT).replace("_", "") + ".sql";
    }

    /** As the database calls itself. */
    @Override
    public String toString() {
        return product;
    }
}
