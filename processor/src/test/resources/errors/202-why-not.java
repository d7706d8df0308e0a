package errors;

import io.github.once4j.Once;
import java.io.IOException;

abstract class Service {
    static class Order {
        private String id;

        private String getName() {
            return "";
        }

        static String town() {
            return "";
        }

        String getZip(int digits) {
            return "";
        }

        String load() throws IOException {
            return "";
        }

        void done() {}

        <T> T any() {
            return null;
        }

        String getCode() {
            return "";
        }
    }

    @Once(key = "{o.id}-{o.name}-{o.town}-{o.zip}-{o.load}-{o.done}-{o.any}-{o.code}")
    public void run(Order o) {}
}
