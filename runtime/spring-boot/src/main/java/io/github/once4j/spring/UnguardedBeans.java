package io.github.once4j.spring;

import io.github.once4j.Once;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds beans with {@code @Once} methods that are not of the generated class. */
final class UnguardedBeans {
    private static final String MOCK = "$MockitoMock$";

    private final ConfigurableListableBeanFactory beans;
    private final Set<String> ignored;

    UnguardedBeans(ConfigurableListableBeanFactory beans, Set<String> ignored) {
        this.beans = beans;
        this.ignored = ignored;
    }

    /** A sentence for each unguarded bean. */
    List<String> find() {
        Map<String, Class<?>> types = types();
        Set<String> names = new HashSet<>();
        types.values().forEach(type -> addHierarchy(type, names));
        List<String> found = new ArrayList<>();
        types.forEach((bean, type) -> {
            Class<?> unguarded = unguarded(type, names);
            if (unguarded != null && !ignored.contains(type.getName()) && !ignored.contains(unguarded.getName())) {
                found.add("The bean `" + bean + "` is a " + type.getName() + ", which is not guarded: use "
                        + GuardedTypes.generatedName(unguarded.getName()) + ".");
            }
        });
        return found;
    }

    private static void addHierarchy(Class<?> type, Set<String> names) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            names.add(each.getName());
        }
    }

    private Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = type(name);
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                types.put(name, type);
            }
        }
        return types;
    }

    private @Nullable Class<?> type(String name) {
        Object singleton = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
        if (singleton != null && !(singleton instanceof FactoryBean<?>)) {
            return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(singleton));
        }
        Class<?> predicted = beans.getType(name, false);
        return predicted == null ? null : ClassUtils.getUserClass(predicted);
    }

    /** The class or interface whose guarded methods a bean of a type runs unguarded; {@code null} if there is none. */
    private static @Nullable Class<?> unguarded(Class<?> type, Set<String> beanTypes) {
        Set<String> own = new HashSet<>();
        addHierarchy(type, own);
        if (own.stream().anyMatch(name -> name.contains(MOCK))) {
            return null;
        }
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (!each.isInterface() && isGuarded(each) && !own.contains(GuardedTypes.generatedName(each.getName()))) {
                return each;
            }
        }
        for (Class<?> each : ClassUtils.getAllInterfacesForClass(type)) { // a delegate is guarded by another bean
            String generated = GuardedTypes.generatedName(each.getName());
            if (isGuarded(each) && !own.contains(generated) && !beanTypes.contains(generated)) {
                return each;
            }
        }
        return null;
    }

    private static boolean isGuarded(Class<?> type) {
        try {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Once.class)) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError incomplete) { // a class with optional dependencies
            return false;
        }
    }
}
