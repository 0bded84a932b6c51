package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.training.Setting;
import org.cnnc.compiler.training.Term;

/** Reads the words of training settings with their arguments. */
final class SettingReader {
    private final ArgumentReader arguments;
    private final ResolvedOverrides.OfModel overrides;
    private final Diagnostics diagnostics;

    SettingReader(ArgumentReader arguments, ResolvedOverrides.OfModel overrides, Diagnostics diagnostics) {
        this.arguments = arguments;
        this.overrides = overrides;
        this.diagnostics = diagnostics;
    }

    /**
     * What may stand behind a setting's key.
     *
     * @param noun what one of them is called
     * @param unknown the code of a word that is none of these
     * @param terms what may stand there
     */
    record Words(String noun, Code unknown, List<Term> terms) {
        Optional<Term> find(String name) {
            return Term.find(terms, name);
        }

        List<String> names() {
            return terms.stream().map(Term::name).toList();
        }
    }

    /** A setting's one word, {@code optimizer sgd(0.1)}, with the arguments of the file or those set from outside in their place. */
    Optional<Setting> word(String key, Given given, Words words) {
        Optional<NamedUse> use = named(key, given, words);
        Optional<Term> term = use.flatMap(named -> words.find(named.name()));
        if (term.isEmpty()) {
            overrides.giveUp(key);
            return Optional.empty();
        }
        Schema schema = term.get().schema();
        return checked(term.get(), replaced(use.get().arguments(), overrides.arguments(key, schema), schema), given.span());
    }

    /** One of a setting's several words, {@code augment flip, shift(2)}. */
    Optional<Setting> oneOf(String key, Given given, Words words) {
        Optional<NamedUse> use = named(key, given, words);
        Optional<Term> term = use.flatMap(named -> words.find(named.name()));
        return term.flatMap(found -> checked(found, use.get().arguments(), given.span()));
    }

    /** A setting that is a word itself, {@code early_stop(patience = 3)}. */
    Optional<Setting> own(Term setting, List<Given> values, Span at) {
        List<Given> given = values.size() == 1 && values.getFirst().key().isEmpty() && values.getFirst().value() instanceof Constant.Tuple tuple
                ? tuple.elements() : values;
        List<Given> outside = overrides.arguments(setting.name(), setting.schema());
        return arguments.read(setting.schema(), replaced(given, outside, setting.schema()), List.of(), setting.name(), at)
                .map(checked -> new Setting(setting.name(), checked.arguments()));
    }

    /** Where an argument of the setting is set from outside, if one is. */
    Optional<Span> setOutside(Term setting) {
        return overrides.arguments(setting.name(), setting.schema()).stream().map(Given::span).findFirst();
    }

    private Optional<NamedUse> named(String key, Given given, Words words) {
        if (given.value().isUnknown()) return Optional.empty();
        Optional<NamedUse> use = NamedUse.of(given.value());
        if (use.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, given.span(),
                    "`" + key + "` is a name such as " + words.names().getFirst() + ", found " + given.value().kind()));
        } else if (words.find(use.get().name()).isEmpty()) {
            String name = use.get().name();
            Diagnostic unknown = Diagnostic.error(words.unknown(), given.span(), "there is no " + words.noun() + " `" + name + "`");
            diagnostics.add(Suggestion.offer(unknown, name, words.names()));
        }
        return use;
    }

    private Optional<Setting> checked(Term term, List<Given> given, Span span) {
        return arguments.read(term.schema(), given, List.of(), term.name(), span)
                .map(good -> new Setting(term.name(), good.arguments()));
    }

    /** The arguments of the file, those left out that are set from outside. */
    private static List<Given> replaced(List<Given> inside, List<Given> outside, Schema schema) {
        List<Given> all = new ArrayList<>(withKeys(inside, schema).stream()
                .filter(argument -> outside.stream().noneMatch(other -> sameKey(other, argument))).toList());
        all.addAll(outside);
        return all;
    }

    /** Positional arguments with the keys they stand for, so that an override can replace them. */
    private static List<Given> withKeys(List<Given> given, Schema schema) {
        List<Argument> positional = schema.arguments().stream().filter(Argument::positional).toList();
        List<Given> keyed = new ArrayList<>();
        int next = 0;
        for (Given argument : given) {
            if (argument.key().isPresent() || next >= positional.size()) {
                keyed.add(argument);
                continue;
            }
            Span nowhere = new Span(argument.span().source(), argument.span().start(), argument.span().start());
            String key = positional.get(next++).name();
            keyed.add(new Given(Optional.of(new Identifier(key, nowhere)), argument.value(), argument.span()));
        }
        return keyed;
    }

    private static boolean sameKey(Given a, Given b) {
        return a.key().isPresent() && b.key().isPresent() && a.key().get().text().equals(b.key().get().text());
    }
}
