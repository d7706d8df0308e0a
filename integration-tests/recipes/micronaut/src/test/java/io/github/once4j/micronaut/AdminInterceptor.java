package io.github.once4j.micronaut;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import jakarta.inject.Singleton;

/** Lets the administrator in, and counts the checks. */
@Singleton
@InterceptorBean(AdminOnly.class)
public final class AdminInterceptor implements MethodInterceptor<Object, Object> {
    boolean isAdmin;
    int checks;

    @Override
    public Object intercept(MethodInvocationContext<Object, Object> call) {
        checks++;
        if (!isAdmin) {
            throw new SecurityException("Only for the administrator.");
        }
        return call.proceed();
    }
}
