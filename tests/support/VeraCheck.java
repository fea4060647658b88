import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files against the standards named as arguments ("3a", "ua1"), in one Java machine for many files.
 *
 * Reads one path a line; writes one line a finding, and for each file and standard a line that says it was checked:
 * path, standard, "failed" and rule, where, why; or path, standard, "checked" and how many assertions were made.
 */
public final class VeraCheck {
    private static final int MOST_SHOWN_OF_A_RULE = 3;

    public static void main(String[] standards) throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("org.verapdf").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            for (String standard : standards) {
                report(path, standard);
            }
        }
    }

    private static void report(String path, String standard) {
        try {
            ValidationResult result = validate(path, PDFAFlavour.byFlavourId(standard));
            for (TestAssertion assertion : result.getTestAssertions()) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                print(path, standard, "failed", rule, assertion.getLocation().getContext(), assertion.getMessage());
            }
            print(path, standard, "checked", String.valueOf(result.getTotalAssertions()), "", "");
        } catch (Exception | StackOverflowError error) {
            print(path, standard, "failed", "unreadable", "", String.valueOf(error.getMessage()));
        }
    }

    private static ValidationResult validate(String path, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, MOST_SHOWN_OF_A_RULE, false, true, false)) {
            return validator.validate(parser);
        }
    }

    private static void print(String... parts) {
        List<String> cells = new ArrayList<>();
        for (String part : parts) {
            cells.add(part == null ? "" : part.replaceAll("\\s+", " "));
        }
        byte[] line = (String.join("\t", cells) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
