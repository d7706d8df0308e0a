package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls what was generated: builds an object with a guard of its own, and calls each guarded method and what belongs to it. */
final class Exercise {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ClassLoader loader;
    private final @Nullable Class<?> guarded;
    private int calls;

    private Exercise(ClassLoader loader, @Nullable Class<?> guarded) {
        this.loader = loader;
        this.guarded = guarded;
    }

    /** How many guarded methods of a generated class were called; none of an abstract one, which is only loaded. */
    static int of(ClassLoader loader, String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(name, true, loader);
        var exercise = new Exercise(loader, type.getSuperclass());
        if (!Modifier.isAbstract(type.getModifiers())) {
            try (OnceGuard guard = OnceGuard.inMemory()) {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (Arrays.asList(constructor.getParameterTypes()).contains(OnceGuard.class)) {
                        exercise.callAll(type, exercise.build(constructor, guard));
                    }
                }
            }
        }
        return exercise.calls;
    }

    private void callAll(Class<?> type, Object object) throws ReflectiveOperationException {
        for (Method isLocked : type.getDeclaredMethods()) {
            if (isLocked.getName().startsWith("isLocked")) {
                String suffix = isLocked.getName().substring("isLocked".length());
                @Nullable Object[] key = arguments(Map.of(), isLocked.getGenericParameterTypes());
                assertThat(answer(isLocked, object, key))
                        .describedAs("%s", isLocked)
                        .isEqualTo(false);
                assertThat(answer(other(isLocked, "release" + suffix), object, key))
                        .isEqualTo(false);
                assertThat(answer(other(isLocked, "holderOf" + suffix), object, key))
                        .isIn(Optional.empty(), null); // a Mono is empty
                calls++;
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!method.getName().matches("(isLocked|release|holderOf).*|lambda.*") && !method.isSynthetic()) {
                answer(method, object, arguments(Map.of(), method.getGenericParameterTypes()));
            }
        }
    }

    private static Method other(Method isLocked, String name) throws NoSuchMethodException {
        return isLocked.getDeclaringClass().getDeclaredMethod(name, isLocked.getParameterTypes());
    }

    private static @Nullable Object answer(Method method, Object object, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        accessible(method);
        Object answer = ended(method.invoke(object, arguments));
        return answer instanceof CompletionStage<?> stage
                ? stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join()
                : answer;
    }

    /** The result of a reactive type; anything else as it is. */
    private static @Nullable Object ended(@Nullable Object answer) {
        if (answer instanceof Mono<?> mono) {
            return mono.block(LONG);
        }
        if (answer instanceof Flux<?> flux) {
            return flux.collectList().block(LONG);
        }
        if (answer instanceof Uni<?> uni) {
            return uni.await().atMost(LONG);
        }
        return answer instanceof Multi<?> multi
                ? multi.collect().asList().await().atMost(LONG)
                : answer;
    }

    private Object build(Constructor<?> constructor, OnceGuard guard) throws ReflectiveOperationException {
        accessible(constructor);
        @Nullable Object[] arguments = arguments(Map.of(), constructor.getParameterTypes());
        arguments[0] = guard;
        return constructor.newInstance(arguments);
    }

    private @Nullable Object[] arguments(Map<Type, Type> variables, Type... types) throws ReflectiveOperationException {
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i], variables);
        }
        return values;
    }

    /** Some value of a type, whose type variables stand for other types; null for a type of which nothing is known. */
    private @Nullable Object value(Type type, Map<Type, Type> variables) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Map<Type, Type> inner = new HashMap<>(variables);
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                inner.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
            }
            return ofClass(raw, inner);
        }
        if (type instanceof WildcardType wildcard) {
            return value(wildcard.getUpperBounds()[0], variables);
        }
        if (type instanceof TypeVariable<?> variable) {
            Type known = variables.get(variable);
            return known != null && !known.equals(variable)
                    ? value(known, variables)
                    : ofBounds(variable.getBounds(), variables);
        }
        if (type instanceof GenericArrayType array) {
            Type component = array.getGenericComponentType();
            Object element = value(component, variables);
            return element == null ? null : arrayOf(element.getClass(), element);
        }
        return ofClass((Class<?>) type, variables);
    }

    /** An enum of the first bound's shape that has the other bounds, too. */
    private @Nullable Object ofBounds(Type[] bounds, Map<Type, Type> variables) throws ReflectiveOperationException {
        if (bounds.length > 1 && guarded != null) {
            for (Class<?> nested : guarded.getDeclaredClasses()) {
                if (nested.isEnum() && Arrays.stream(bounds).allMatch(bound -> isA(nested, bound))) {
                    return nested.getEnumConstants()[0];
                }
            }
        }
        return value(bounds[0], variables);
    }

    private static boolean isA(Class<?> type, Type bound) {
        return ((Class<?>) (bound instanceof ParameterizedType generic ? generic.getRawType() : bound))
                .isAssignableFrom(type);
    }

    private static Object arrayOf(Class<?> component, @Nullable Object element) {
        Object array = Array.newInstance(component, 1);
        Array.set(array, 0, element);
        return array;
    }

    private @Nullable Object ofClass(Class<?> type, Map<Type, Type> variables) throws ReflectiveOperationException {
        if (type == boolean.class) {
            return true;
        }
        if (type == char.class) {
            return 'c';
        }
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type == Integer.class) {
            return 1;
        }
        if (type.isArray()) {
            return arrayOf(type.getComponentType(), ofClass(type.getComponentType(), variables));
        }
        if (type.isAssignableFrom(String.class) && type != Object.class) {
            return "text";
        }
        if (type.isEnum() || type == Enum.class) {
            return type == Enum.class ? Thread.State.NEW : type.getEnumConstants()[0];
        }
        if (type.isAssignableFrom(CompletableFuture.class) && type != Object.class) {
            return CompletableFuture.completedFuture(null);
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    loader, new Class<?>[] {type}, (proxy, method, arguments) -> ofProxy(method, variables));
        }
        if (!Modifier.isAbstract(type.getModifiers()) && loader.equals(type.getClassLoader())) {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            accessible(constructor);
            Type[] generic = constructor.getGenericParameterTypes();
            boolean isComplete = generic.length == constructor.getParameterCount();
            return constructor.newInstance(
                    arguments(variables, isComplete ? generic : constructor.getParameterTypes()));
        }
        return null;
    }

    private @Nullable Object ofProxy(Method method, Map<Type, Type> variables) throws ReflectiveOperationException {
        return method.getReturnType() == void.class ? null : value(method.getGenericReturnType(), variables);
    }

    private static void accessible(AccessibleObject member) throws InvocationTargetException {
        member.setAccessible(true);
    }
}
