package dev.postgreswire.type;

import dev.postgreswire.message.Oid;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which codec serves which type. */
final class Codecs {
  private static final Map<PgType, Codec> BY_TYPE = new EnumMap<>(PgType.class);

  /** The same and those of arrays, found once for each value of a result: by the OID's number. */
  private static final Codec[] BY_OID;

  static {
    Map<Oid, Codec> byOid = new HashMap<>();
    for (PgType type : PgType.values()) {
      Codec codec = choose(type);
      BY_TYPE.put(type, codec);
      type.arrayOid().ifPresent(array -> byOid.put(array, new ArrayCodec(type)));
    }
    // A type is found before an array, where one is both: oidvector.
    BY_TYPE.forEach((type, codec) -> byOid.put(type.oid(), codec));
    // The server's own types have low numbers: below 10000, for the first that is free.
    BY_OID = new Codec[1 + byOid.keySet().stream().mapToInt(Oid::value).max().orElse(0)];
    byOid.forEach((oid, codec) -> BY_OID[oid.value()] = codec);
  }

  private Codecs() {}

  static Codec of(PgType type) {
    return BY_TYPE.get(type);
  }

  /** Returns the codec of a type or of an array; empty when the type is unknown. */
  static Optional<Codec> of(Oid oid) {
    return Optional.ofNullable(find(oid));
  }

  /** Returns the same, or null. */
  static Codec find(Oid oid) {
    int value = oid.value();
    return value >= 0 && value < BY_OID.length ? BY_OID[value] : null;
  }

  private static Codec choose(PgType type) {
    return switch (type) {
      case BOOL -> SimpleCodecs.BOOL;
      case BYTEA -> SimpleCodecs.BYTEA;
      case CHAR -> SimpleCodecs.CHAR;
      case UUID -> SimpleCodecs.UUID;
      case INT2 -> NumberCodecs.INT2;
      case INT4 -> NumberCodecs.INT4;
      case INT8 -> NumberCodecs.INT8;
      case OID, XID, CID -> NumberCodecs.UNSIGNED4;
      case XID8, OID8 -> NumberCodecs.UNSIGNED8;
      case FLOAT4 -> NumberCodecs.FLOAT4;
      case FLOAT8 -> NumberCodecs.FLOAT8;
      case NUMERIC -> new NumericCodec();
      case MONEY -> NumberCodecs.MONEY;
      case INT2VECTOR -> new VectorCodec(PgType.INT2);
      case OIDVECTOR -> new VectorCodec(PgType.OID);
      case DATE -> TemporalCodecs.DATE;
      case TIME -> TemporalCodecs.TIME;
      case TIMETZ -> TemporalCodecs.TIMETZ;
      case TIMESTAMP -> TemporalCodecs.TIMESTAMP;
      case TIMESTAMPTZ -> TemporalCodecs.TIMESTAMPTZ;
      case INTERVAL -> TemporalCodecs.INTERVAL;
      case BIT, VARBIT -> BitCodec.INSTANCE;
      case JSONB, JSONPATH -> SimpleCodecs.VERSIONED_TEXT;
      case TSVECTOR -> TsVectorCodec.INSTANCE;
      case TSQUERY -> TsQueryCodec.INSTANCE;
      case RECORD -> new RecordCodec();
      case ANYARRAY -> new ArrayCodec(PgType.TEXT);
      default -> chooseMore(type);
    };
  }

  private static Codec chooseMore(PgType type) {
    return switch (type) {
      case REGPROC,
          REGPROCEDURE,
          REGOPER,
          REGOPERATOR,
          REGCLASS,
          REGTYPE,
          REGROLE,
          REGNAMESPACE,
          REGCONFIG,
          REGDICTIONARY,
          REGCOLLATION,
          REGDATABASE ->
          NumberCodecs.OBJECT;
      case POINT -> GeometricCodecs.POINT;
      case LSEG -> GeometricCodecs.LSEG;
      case BOX -> GeometricCodecs.BOX;
      case LINE -> GeometricCodecs.LINE;
      case CIRCLE -> GeometricCodecs.CIRCLE;
      case PATH -> GeometricCodecs.PATH;
      case POLYGON -> GeometricCodecs.POLYGON;
      case INET -> NetworkCodecs.INET;
      case CIDR -> NetworkCodecs.CIDR;
      case MACADDR -> NetworkCodecs.MACADDR;
      case MACADDR8 -> NetworkCodecs.MACADDR8;
      case TID -> SystemCodecs.TID;
      case PG_LSN -> SystemCodecs.LSN;
      case PG_SNAPSHOT, TXID_SNAPSHOT -> SystemCodecs.SNAPSHOT;
      case INT4RANGE -> new RangeCodec(PgType.INT4);
      case INT8RANGE -> new RangeCodec(PgType.INT8);
      case NUMRANGE -> new RangeCodec(PgType.NUMERIC);
      case TSRANGE -> new RangeCodec(PgType.TIMESTAMP);
      case TSTZRANGE -> new RangeCodec(PgType.TIMESTAMPTZ);
      case DATERANGE -> new RangeCodec(PgType.DATE);
      case INT4MULTIRANGE -> new MultirangeCodec(PgType.INT4RANGE);
      case INT8MULTIRANGE -> new MultirangeCodec(PgType.INT8RANGE);
      case NUMMULTIRANGE -> new MultirangeCodec(PgType.NUMRANGE);
      case TSMULTIRANGE -> new MultirangeCodec(PgType.TSRANGE);
      case TSTZMULTIRANGE -> new MultirangeCodec(PgType.TSTZRANGE);
      case DATEMULTIRANGE -> new MultirangeCodec(PgType.DATERANGE);
      case PG_NDISTINCT,
          PG_DEPENDENCIES,
          PG_MCV_LIST,
          PG_BRIN_BLOOM_SUMMARY,
          PG_BRIN_MINMAX_MULTI_SUMMARY ->
          SimpleCodecs.OPAQUE;
      default -> SimpleCodecs.TEXT;
    };
  }
}
