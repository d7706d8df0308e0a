package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-{id}")
    public Object load(String id, kotlin.coroutines.Continuation<? super String> completion) {
        return null;
    }
}
// ---
package kotlin.coroutines;

public interface Continuation<T> {
    void resumeWith(Object result);
}
