package io.github.once4j.readme;

/** What {@link ReportService} builds. */
record Report(String tenantId, Order order) {}
