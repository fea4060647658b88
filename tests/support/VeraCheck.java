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
            report(path, standards);
        }
    }

    private static void report(String path, String[] standards) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String standard : standards) {
            flavours.add(PDFAFlavour.byFlavourId(standard));
        }
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavours.get(0));
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavours, MOST_SHOWN_OF_A_RULE, false, true, false)) {
            for (ValidationResult result : validator.validateAll(parser)) {
                report(path, result.getPDFAFlavour().getId(), result);
            }
        } catch (Exception | StackOverflowError error) {
            for (String standard : standards) {
                print(path, standard, "failed", "unreadable", "", String.valueOf(error.getMessage()));
            }
        }
    }

    private static void report(String path, String standard, ValidationResult result) {
        for (TestAssertion assertion : result.getTestAssertions()) {
            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            print(path, standard, "failed", rule, assertion.getLocation().getContext(), assertion.getMessage());
        }
        print(path, standard, "checked", String.valueOf(result.getTotalAssertions()), "", "");
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
