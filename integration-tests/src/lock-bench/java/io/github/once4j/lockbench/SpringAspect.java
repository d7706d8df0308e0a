package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import java.util.Objects;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** The usual way: a proxy, and a key in Spring's expression language, which is parsed once. */
final class SpringAspect implements MethodInterceptor {
    private final Expression key = new SpelExpressionParser().parseExpression("'pay-' + #p0 + '-' + #p1.id");
    private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
    private final OnceGuard guard;

    private SpringAspect(OnceGuard guard) {
        this.guard = guard;
    }

    static Orders around(Orders target, OnceGuard guard) {
        var factory = new ProxyFactory(target);
        factory.setProxyTargetClass(true);
        factory.addAdvice(new SpringAspect(guard));
        return (Orders) factory.getProxy();
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        var context = new MethodBasedEvaluationContext(
                Objects.requireNonNull(invocation.getThis()), invocation.getMethod(), invocation.getArguments(), names);
        String text = Objects.requireNonNull(key.getValue(context, String.class));
        try (Lease lease = guard.tryAcquire(text)) {
            return lease == null ? -1 : invocation.proceed();
        }
    }
}
