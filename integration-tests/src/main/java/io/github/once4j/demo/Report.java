package io.github.once4j.demo;

/** What {@link ReportService#build} makes. */
record Report(String title) {}
