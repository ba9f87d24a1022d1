-- Statements that take something for granted ask this before what follows them in the same round trip is done.
create function require_that(condition boolean) returns void
language plpgsql as $f$
begin
    if condition is not true then
        raise exception 'Not as expected' using errcode = 'HR001';
    end if;
end $f$;

-- The histograms are added in the statement itself since.
-- add_counts() stays until no running version calls it.
