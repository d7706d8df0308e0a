package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k-{id}")
    public void run(long id) {}
    
    @Once(key = "l-{id}")
    public void run(long id, String more) {}
}
