package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-{a}{b}")
    public void run(String a, String b) {}
}
