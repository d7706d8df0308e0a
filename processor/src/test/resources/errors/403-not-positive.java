package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "0s", holdAtMost = "PT-5S")
    public void a() {}
    
    @Once(key = "b", holdAtLeast = "1000d")
    public void b() {}
}
