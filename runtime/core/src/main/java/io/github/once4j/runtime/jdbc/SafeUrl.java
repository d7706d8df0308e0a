package io.github.once4j.runtime.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a database without a password, for messages. */
final class SafeUrl {
    /** What is before the address, or before a user in front of it. */
    private static final Pattern SCHEME = Pattern.compile("^jdbc:[^@]*?(?://|:thin:|:oci:|:oci8:)");

    /** Parameters, which begin with one of these, may hold passwords. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;(,#\\s].*", Pattern.DOTALL);

    private static final Pattern HOST_AND_NAME = Pattern.compile("[\\w.-]+(:\\d+(:[\\w.-]+)?)?(/[\\w.-]*)?");

    private static final Pattern USER = Pattern.compile("(jdbc:\\S*?(?://|:thin:|:oci:|:oci8:))\\S*@");

    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|passwd|pwd|secret)\\w*\\s*[=:]\\s*)[^\\s&;,)]+");

    /** Causes may be circular. */
    private static final int DEEPEST_CAUSE = 20;

    private SafeUrl() {}

    /** The address of a JDBC URL, such as {@code localhost:5432/app}. */
    static String of(@Nullable String url) {
        if (url == null) {
            return "an unknown address";
        }
        String address =
                PARAMETERS.matcher(SCHEME.matcher(url).replaceFirst("")).replaceFirst("");
        if (url.indexOf('@') < 0) {
            return address;
        }
        String behindUser = address.substring(address.lastIndexOf('@') + 1).replaceFirst("^//", "");
        return HOST_AND_NAME.matcher(behindUser).matches() ? behindUser : "an address with a user";
    }

    /** What a driver or a pool says, and what caused it, as {@link #withoutSecrets}, as a part of a sentence. */
    static String reason(Throwable failed) {
        Throwable root = failed;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            root = root.getCause();
        }
        String message = message(failed);
        String cause = message(root);
        return message.contains(cause) ? message : message + " (" + cause + ")";
    }

    private static String message(Throwable failed) {
        String message =
                failed instanceof Error || failed.getMessage() == null ? failed.toString() : failed.getMessage();
        return withoutSecrets(message).strip().replaceFirst("\\.+$", "");
    }

    /** A message of a driver or a pool, in which no password is left. */
    static String withoutSecrets(@Nullable String message) {
        return SECRET.matcher(USER.matcher(String.valueOf(message)).replaceAll("$1"))
                .replaceAll("$1…");
    }
}
