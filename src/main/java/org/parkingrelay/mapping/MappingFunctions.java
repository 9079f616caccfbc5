package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.contract.StrictJson;

/**
 * The functions that mappings may use beside JSONata's own. As there: without an argument they take the context, and nothing in
 * gives nothing out. Their errors are constant, so they hold no value.
 */
public final class MappingFunctions {

    /** What is not the same from one reading of a record to the next, or not seen in the mapping's text. */
    private static final List<String> REFUSED = List.of("now", "millis", "random", "shuffle", "eval");

    private final Supplier<LaneTable> lanes;

    /** One function; its first argument is never nothing, the others may be. */
    private interface Native {
        @Nullable
        Object of(Object first, @Nullable Object second, @Nullable Object third);
    }

    /**
     * Functions with a lane table.
     *
     * @param lanes what {@code $lane} looks in
     */
    public MappingFunctions(LaneTable lanes) {
        this(() -> lanes);
    }

    /** Functions with a lane table that may change. */
    MappingFunctions(Supplier<LaneTable> lanes) {
        this.lanes = lanes;
    }

    void registerIn(Jsonata expression) {
        register(expression, "tidy", 1, (value, b, c) -> Tidy.tidied(value));
        register(expression, "time", 3, GateTime::text);
        register(expression, "percent", 1, (value, b, c) -> Percent.of(value));
        register(expression, "hash", 1, (values, b, c) -> StableId.of(values));
        register(expression, "percentDecoded", 1, (text, b, c) -> Texts.percentDecoded(text("percentDecoded", text)));
        register(expression, "base64", 2, (text, charset, c) -> Texts.base64(text("base64", text), charset));
        register(expression, "recoded", 2, (text, charset, c) -> Texts.recoded(text("recoded", text), charset));
        register(expression, "json", 1, (text, b, c) -> json(text));
        register(
                expression,
                "lane",
                1,
                (id, b, c) -> lanes.get().lane(String.valueOf(id)).orElse(null));
        // JSONata's own, without the check of its arguments: mappings call it for each code and number.
        expression.registerFunction("string", new Registered(MappingFunctions::string));
        for (String name : REFUSED) {
            expression.registerFunction(name, new Registered((context, arguments) -> {
                throw new FunctionFault("$" + name + " is not available in mappings: the same record must give the same"
                        + " event each time");
            }));
        }
    }

    /** The library asks a function's signature how many arguments it takes; checking them by it would cost more than most calls. */
    private static final class Registered extends Jsonata.JFunction {

        Registered(Jsonata.JFunctionCallable function) {
            super(function, "<x:x>");
        }

        @Override
        public Object validate(Object arguments, Object context) {
            return arguments;
        }
    }

    private static void register(Jsonata expression, String name, int most, Native function) {
        expression.registerFunction(
                name, new Registered((context, arguments) -> called(name, most, function, context, arguments)));
    }

    private static @Nullable Object called(
            String name, int most, Native function, @Nullable Object context, List<?> arguments) {
        if (arguments.size() > most) {
            throw new FunctionFault("$" + name + ": too many arguments");
        }
        Object first = arguments.isEmpty() ? context : arguments.get(0);
        return first == null || Tidy.isNothing(first)
                ? null
                : function.of(first, argument(arguments, 1), argument(arguments, 2));
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        Object argument = index < arguments.size() ? arguments.get(index) : null;
        return Tidy.isNothing(argument) ? null : argument;
    }

    private static @Nullable String string(@Nullable Object context, List<?> arguments) {
        Object value = arguments.isEmpty() ? context : arguments.get(0);
        return Functions.string(value, Boolean.TRUE.equals(argument(arguments, 1)));
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new FunctionFault("$" + name + ": expected a text");
    }

    /** Some producers send a part as JSON and as text of it, by turns. */
    private static @Nullable Object json(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return StrictJson.plain(text.getBytes(StandardCharsets.UTF_8));
        } catch (StrictJson.NotJsonException e) {
            throw new FunctionFault(Unreadable.isOne(text) ? text : "$json: expected the text of one JSON value");
        }
    }
}
