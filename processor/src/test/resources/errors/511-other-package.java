package errors;

import io.github.once4j.Once;
import other.Base;

abstract class Service extends Base {
    @Once(key = "k")
    void own() {}

    private interface Hidden {}

    @Once(key = "bound")
    <T extends Hidden> void bound(T value) {}
}
// ---
package other;

import io.github.once4j.Once;

public abstract class Base {
    @Once(key = "inherited")
    protected void inherited(Inner inner) {}
}
// ---
package other;

class Inner {}
