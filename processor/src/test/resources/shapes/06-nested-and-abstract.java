package shapes;

import io.github.once4j.Once;

public class Outer {
    public abstract static class Inner {
        public abstract int left();

        @Once(key = "inner-{text}")
        public void run(CharSequence text) {}
    }

    interface Face {
        @Once(key = "face")
        void face();
    }

    @SuppressWarnings("once4j:unguarded")
    static class Plain {
        @Once(key = "self-{this.id}-{held}")
        void go(long held) {}

        String id() {
            return "x";
        }
    }
}
