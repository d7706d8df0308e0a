package errors;

import io.github.once4j.Once;

class A {
    abstract static class B {
        @Once(key = "k")
        void run() {}
    }
}
// ---
package errors;

import io.github.once4j.Once;

abstract class A_B {
    @Once(key = "k")
    void run() {}
}
