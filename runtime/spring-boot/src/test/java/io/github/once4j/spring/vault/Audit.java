package io.github.once4j.spring.vault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.springframework.stereotype.Component;

/** An aspect of the application's, and a bean that its security expressions call. */
@Aspect
@Component("audit")
public class Audit {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Before("@annotation(io.github.once4j.spring.vault.Audited)")
    public void onMethod(JoinPoint call) {
        calls.add("method " + call.getSignature().getName());
    }

    @Before("@within(io.github.once4j.spring.vault.Audited)")
    public void onClass(JoinPoint call) {
        calls.add("class " + call.getSignature().getName());
    }

    /** For {@code @PreAuthorize}: allows everything, and notes that it was asked. */
    public boolean allows(String what) {
        calls.add("allows " + what);
        return true;
    }

    /** Returns what was noted, and forgets it. */
    public List<String> take() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
