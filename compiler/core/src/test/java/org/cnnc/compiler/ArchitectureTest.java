package org.cnnc.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A package uses only those before it, in the order in which the data passes. */
class ArchitectureTest {
    private static final List<List<String>> ORDER = List.of(
            List.of("diagnostics", "source"), List.of("parse"), List.of("format"), List.of("tensor"), List.of("kernel"), List.of("init"),
            List.of("op"), List.of("loss"), List.of("optimizer"), List.of("data"), List.of("training"), List.of("graph"), List.of("shape"),
            List.of("lint"), List.of("autodiff"), List.of("schedule"), List.of("memory"), List.of("expectation", "lock"), List.of("codegen"), List.of("link"));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.cnnc.compiler");

    private static String[] packages(List<List<String>> groups) {
        return groups.stream().flatMap(List::stream).map(name -> "org.cnnc.compiler." + name + "..").toArray(String[]::new);
    }

    @Test
    void packagesUseOnlyEarlierOnes() {
        for (int i = 0; i + 1 < ORDER.size(); i++) {
            noClasses().that().resideInAnyPackage(packages(ORDER.subList(i, i + 1)))
                    .should().dependOnClassesThat().resideInAnyPackage(packages(ORDER.subList(i + 1, ORDER.size())))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @Test
    void theOracleAndReportsKeepToTheFrontEnd() {
        noClasses().that().resideInAnyPackage("org.cnnc.compiler.reference..", "org.cnnc.compiler.report..", "org.cnnc.compiler.signal..")
                .should().dependOnClassesThat().resideInAnyPackage(packages(List.of(List.of("schedule", "codegen", "link"))))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void stepsDoNotKnowTheirDriver() {
        noClasses().that().resideInAnyPackage(packages(ORDER))
                .should().dependOnClassesThat().resideInAPackage("org.cnnc.compiler")
                .check(classes);
    }

    @Test
    void onlyParsingAndFormattingKnowTheGrammar() {
        noClasses().that().resideOutsideOfPackages("org.cnnc.compiler.parse..", "org.cnnc.compiler.format..")
                .should().dependOnClassesThat().resideInAnyPackage("org.antlr..", "org.cnnc.grammar..")
                .check(classes);
    }
}
