create table if not exists customer (
  id integer primary key,
  name text not null
);

create table if not exists invoice (
  id integer generated always as identity primary key,
  number text not null constraint invoice_number_is_unique unique,
  customer_id integer not null constraint invoice_has_customer references customer,
  issued_on date not null,
  status text not null default 'draft' constraint invoice_status_is_known check (status in ('draft', 'booked'))
);

create table if not exists invoice_line (
  invoice_id integer not null constraint line_has_invoice references invoice,
  position integer not null,
  description text not null,
  quantity integer not null constraint quantity_is_positive check (quantity > 0),
  price numeric(10, 2) not null,
  primary key (invoice_id, position)
);
