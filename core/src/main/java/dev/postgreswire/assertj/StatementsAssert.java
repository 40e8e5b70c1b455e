package dev.postgreswire.assertj;

import dev.postgreswire.recording.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Assertions on statements. */
public class StatementsAssert
    extends AbstractListWireAssert<
        StatementsAssert, List<? extends Statement>, Statement, StatementAssert> {
  /** Begins assertions on {@code actual}. */
  public StatementsAssert(List<? extends Statement> actual) {
    super(actual, StatementsAssert.class, Kinds.STATEMENT);
  }

  @Override
  StatementsAssert create(List<? extends Statement> elements) {
    return new StatementsAssert(elements);
  }

  @Override
  StatementsAssert narrowed(List<? extends Statement> elements) {
    return evidence().list(StatementsAssert.class, elements, StatementsAssert::new, this);
  }

  @Override
  Set<Integer> suspects() {
    return repeated().places();
  }

  @Override
  String suspicion() {
    int most = repeated().most();
    return most == 0
        ? ""
        : "\n  (" + most + " of them the same statement in separate round trips: looks like N+1)";
  }

  private RepeatedStatements repeated() {
    return RepeatedStatements.find(actual, evidence().recording().batches(), 2);
  }

  /** Goes on with those of {@code connectionId} alone. */
  public StatementsAssert onConnection(int connectionId) {
    return filtered(statement -> statement.connectionId() == connectionId);
  }

  /** Goes on with those whose tag by the server names {@code command}, such as {@code SELECT}. */
  public StatementsAssert withCommand(String command) {
    String wanted = command.toUpperCase(Locale.ROOT);
    return filtered(statement -> statement.command().filter(wanted::equals).isPresent());
  }

  /** Goes on with those whose SQL contains {@code part}; white space need not be the same. */
  public StatementsAssert withSqlContaining(String part) {
    return filtered(StatementCriteria.sqlContaining(part)::isMetBy);
  }

  private StatementsAssert filtered(Predicate<Statement> filter) {
    if (isHollow()) {
      return myself;
    }
    isNotNull();
    return narrowed(actual.stream().filter(filter).toList());
  }

  /**
   * Verifies that there is a statement with {@code sql}, white space aside, and goes on to the
   * first.
   */
  public StatementAssert containsSql(String sql) {
    return contains(List.of(StatementCriteria.sql(sql)));
  }

  /**
   * Verifies that there is a statement with {@code sql}, white space aside, and {@code parameters},
   * and goes on to the first. On failure the nearest match is shown, criterion by criterion.
   */
  public StatementAssert containsSql(String sql, Object... parameters) {
    return contains(List.of(StatementCriteria.sql(sql), StatementCriteria.parameters(parameters)));
  }

  private StatementAssert contains(List<Criterion<Statement>> criteria) {
    if (isHollow()) {
      return evidence().hollow(Kinds.STATEMENT);
    }
    isNotNull();
    Optional<Statement> found =
        actual.stream()
            .<Statement>map(statement -> statement)
            .filter(statement -> criteria.stream().allMatch(each -> each.isMetBy(statement)))
            .findFirst();
    if (found.isPresent()) {
      return evidence().element(Kinds.STATEMENT, found.get(), actual, this);
    }
    evidence().opener().fail(noneMatches(criteria));
    return evidence().hollow(Kinds.STATEMENT);
  }

  private AssertionError noneMatches(List<Criterion<Statement>> criteria) {
    List<String> phrases = new ArrayList<>();
    criteria.forEach(criterion -> phrases.add("  " + criterion.phrase()));
    String text =
        "Expecting a statement\n"
            + String.join("\n", phrases)
            + "\nbut none of "
            + kind().count(actual.size())
            + " is so"
            + NearestMatch.ofList(Kinds.STATEMENT, actual, criteria);
    Set<Integer> nearest =
        NearestMatch.find(actual, criteria)
            .map(statement -> Set.of(Report.indexOf(actual, statement)))
            .orElse(Set.of());
    return failure(
        text + "\n\n" + Report.table(Kinds.STATEMENT, evidence(), actual, nearest),
        String.join(" and", phrases),
        Texts.value(actual.stream().map(StatementText::sql).toList()),
        nearest.stream().findFirst());
  }

  /** Verifies that no statement has {@code sql}, white space aside. */
  public StatementsAssert doesNotContainSql(String sql) {
    if (isHollow()) {
      return myself;
    }
    isNotNull();
    Criterion<Statement> criterion = StatementCriteria.sql(sql);
    Set<Integer> offenders = Report.where(actual, criterion::isMetBy);
    if (!offenders.isEmpty()) {
      throw Failure.of(
          this,
          evidenceAt(offenders.stream().min(Integer::compare)),
          "Expecting no statement "
              + criterion.phrase()
              + "\nbut there "
              + (offenders.size() == 1 ? "was 1" : "were " + offenders.size())
              + "\n\n"
              + Report.table(Kinds.STATEMENT, evidence(), actual, offenders));
    }
    return myself;
  }
}
