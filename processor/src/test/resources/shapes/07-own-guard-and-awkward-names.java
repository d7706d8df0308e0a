package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;

public abstract class Awkward {
    public static class OnceMethod {}

    public static class LockHolder {}

    protected Awkward(OnceGuard guard, String once) {}

    protected Awkward(String once) {}

    @Once(key = "a\"b\\c*/{self}-{held}-{lease}{{é🔒\n", name = "New")
    public String run(String self, String held, LockHolder lease2, long lease) {
        return self;
    }

    @Once(key = "x-{a}🔒{b}1{c}", name = "Class")
    public void emoji(String a, int b, int c, OnceMethod method) {}
}
