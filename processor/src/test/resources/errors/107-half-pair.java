package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-{a}\ud83d{b}")
    public void run(String a, String b) {}
}
