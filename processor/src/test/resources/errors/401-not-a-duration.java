package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "30 sec")
    public void a() {}
    
    @Once(key = "b", holdAtMost = "soon")
    public void b() {}
    
    @Once(key = "c", holdAtLeast = "500 millis")
    public void c() {}
}
