package io.github.once4j.spring;

import io.github.once4j.runtime.spi.ReleaseGate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Gives guards that an application builds without a gate the one of the application. */
record GateSetter(ObjectProvider<ReleaseGate> gate) implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ReleaseGate.Target guard) {
            gate.ifAvailable(guard::setGateIfAbsent);
        }
        return bean;
    }
}
