package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k-{id}")
    public void run(long id) {}
    
    public boolean isLockedRun(long id) {
        return false;
    }
}
