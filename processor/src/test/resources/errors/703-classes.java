package errors;

import io.github.once4j.Once;

class A {
    static class B {
        @Once(key = "k")
        void run() {}
    }
}
// ---
package errors;

import io.github.once4j.Once;

class A_B {
    @Once(key = "k")
    void run() {}
}
