package io.github.once4j.weld;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Lets the administrator in, and counts the checks. */
@AdminOnly
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class AdminInterceptor {
    static boolean isAdmin;
    static int checks;

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        checks++;
        if (!isAdmin) {
            throw new SecurityException("Only for the administrator.");
        }
        return call.proceed();
    }
}
