package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", name = "Job")
    public void run() {}

    public boolean isLockedJob() {
        return true;
    }
}
